// The change of the program, where the app was made by AdminJS's command line tool.

/**
 * The change of an app that "adminjs create" made for Express and Prisma. Each file stands whole, so that a test can run what
 * it was and what it becomes.
 */
export const templateDiff = `--- a/src/app.ts
+++ b/src/app.ts
 import express from 'express';
 import AdminJS from 'adminjs';
 import { buildAuthenticatedRouter } from '@adminjs/express';
+import { createSingleSession, withSingleSession } from 'adminjs-single-session';

 import provider from './admin/auth-provider.js';
 import options from './admin/options.js';
-import initializeDb from './db/index.js';
+import initializeDb, { prisma } from './db/index.js';

 const port = process.env.PORT || 3000;

 const start = async () => {
   const app = express();

   await initializeDb();

-  const admin = new AdminJS(options);
+  const singleSession = createSingleSession({ prisma, secret: process.env.COOKIE_SECRET });
+  const admin = new AdminJS(withSingleSession(options, singleSession));

   if (process.env.NODE_ENV === 'production') {
     await admin.initialize();
   } else {
     admin.watch();
   }

+  app.use(singleSession.middleware(admin));
   const router = buildAuthenticatedRouter(
     admin,
-    {
-      cookiePassword: process.env.COOKIE_SECRET,
-      cookieName: 'adminjs',
-      provider,
-    },
+    singleSession.authentication({ provider }),
     null,
-    {
-      secret: process.env.COOKIE_SECRET,
-      saveUninitialized: true,
-      resave: true,
-    },
+    singleSession.sessionOptions,
   );

   app.use(admin.options.rootPath, router);

   app.listen(port, () => {
     console.log(\`AdminJS available at http://localhost:\${port}\${admin.options.rootPath}\`);
   });
 };

 start();
--- a/src/admin/auth-provider.ts
+++ b/src/admin/auth-provider.ts
 import { DefaultAuthProvider } from 'adminjs';

+import { prisma } from '../db/index.js';
 import componentLoader from './component-loader.js';
 import { DEFAULT_ADMIN } from './constants.js';

 /**
  * Make sure to modify "authenticate" to be a proper authentication method
  */
 const provider = new DefaultAuthProvider({
   componentLoader,
   authenticate: async ({ email, password }) => {
     if (email === DEFAULT_ADMIN.email) {
-      return { email };
+      // A session belongs to a user of the database, so return their id. Check the password here, too.
+      const user = await prisma.user.findUnique({ where: { email } });
+      return user && { id: String(user.id), email };
     }

     return null;
   },
 });

 export default provider;
--- a/src/admin/options.ts
+++ b/src/admin/options.ts
+import { getModelByName } from '@adminjs/prisma';
 import { AdminJSOptions } from 'adminjs';
+import { clientModuleOf } from 'adminjs-single-session';

+import { prisma } from '../db/index.js';
 import componentLoader from './component-loader.js';

+const clientModule = await clientModuleOf(prisma);
+
 const options: AdminJSOptions = {
   componentLoader,
   rootPath: '/admin',
-  resources: [],
+  resources: [{ model: getModelByName('User', clientModule), client: prisma, clientModule }],
   databases: [],
 };

 export default options;
--- a/src/db/index.ts
+++ b/src/db/index.ts
 import { Database, Resource } from '@adminjs/prisma';
 import { PrismaClient } from '@prisma/client';
 import AdminJS from 'adminjs';

-const prisma = new PrismaClient();
+export const prisma = new PrismaClient();

 AdminJS.registerAdapter({ Database, Resource });

 const initialize = async () => ({ prisma });

 export default initialize;`

/** What the template lacks beside that: it lets in an address of its own, whom no database knows yet. */
export const templateUser = `
The template lets in admin@example.com, of src/admin/constants.ts. Create that user in your database, as with "npx prisma studio":
a session belongs to a user of the database.`
