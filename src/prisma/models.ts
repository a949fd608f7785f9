// The models that the package needs, as an app writes them into its schema. They are prisma/schema.prisma's, word for word:
// a test compares them. What the start checks follows from this text, so a field is written here and nowhere else.

/** The text of each model. */
export const models = {
  Session: `model Session {
  id          String       @id
  sid         String       @unique
  data        String // on MySQL and MariaDB: String @db.MediumText
  expiresAt   DateTime
  userSession UserSession?

  @@index([expiresAt])
}`,
  UserSession: `model UserSession {
  sid        String   @id
  session    Session  @relation(fields: [sid], references: [sid], onDelete: Cascade)
  userId     Int // the type of your User.id
  user       User     @relation(fields: [userId], references: [id], onDelete: Cascade)
  slot       Int?
  createdAt  DateTime @default(now())
  lastSeenAt DateTime @default(now())
  ipAddress  String?
  userAgent  String?

  @@unique([userId, slot])
}`,
  SessionEvent: `model SessionEvent {
  id         String   @id
  createdAt  DateTime
  event      String
  userId     Int // the type of your User.id
  byUserId   Int? // likewise
  sessionKey String
  ipAddress  String?
  userAgent  String?

  @@index([createdAt])
  @@index([sessionKey])
}`,
} as const

/** The name of one of our models. */
export type ModelName = keyof typeof models

/** The fields that have the type of the app's user id, whatever the text of the model says. */
export const userIdFields: readonly string[] = ['userId', 'byUserId']

/** The fields of one of our models with their types, as its text has them. */
export function fieldsOf(model: ModelName): ReadonlyMap<string, string> {
  return new Map(
    [...models[model].matchAll(/^ {2}(\w+) +(\w+)/gm)].map(([, name = '', type = '']): [string, string] => [
      name,
      type,
    ]),
  )
}
