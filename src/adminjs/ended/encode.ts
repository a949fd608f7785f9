// Writes what the server has to say into the login page.

/**
 * The base64 of the JSON of a value, for the script of the login page. AdminJS writes it between apostrophes into a script, so
 * it must not hold a letter that means something there: a user agent may be anything.
 */
export const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64')
