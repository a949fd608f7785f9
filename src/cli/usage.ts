// What --help shows.

/** The commands and their options. */
export const usage = `adminjs-single-session: one active session per user for AdminJS

  npx adminjs-single-session init [--schema <path>] [--user <Model>] [--write]
      Adds the three models to your Prisma schema. Shows the change; --write makes it.

  npx adminjs-single-session sessions [<user>] --config <module>
      Lists who is logged in, or the sessions of the user with this id.
  npx adminjs-single-session logout <user>... --config <module>
      Ends all sessions of the users with these ids.
  npx adminjs-single-session logout-everyone [--except <user>]... --config <module>
      Ends all sessions of all users, but of those after --except.
  npx adminjs-single-session cleanup --config <module>
      Removes expired sessions, and events that are too old.

Options
  --schema <path>    the schema: a file, or a folder of files
  --user <Model>     the user model, if init cannot tell which it is
  --config <module>  a module of your app that exports singleSession by this name or as its default; it should not
                     start a server. For TypeScript: node --import tsx node_modules/adminjs-single-session/dist/cli/main.js
  --json             writes the result as JSON
  -y, --yes          does not ask before it logs somebody out
  -h, --help         shows this
  --version          shows the version

Exit codes: 0 done, 1 failed, 2 not understood.
`
