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
  @@index([lastSeenAt])
  @@index([userId, lastSeenAt, sid])
}`,
  SessionEvent: `model SessionEvent {
  id         String   @id
  createdAt  DateTime
  event      String
  userId     Int? // the type of your User.id
  byUserId   Int? // likewise
  sessionKey String?
  ipAddress  String?
  userAgent  String?
  toldAt     DateTime?
  userTitle  String?

  @@index([createdAt, id, event])
  @@index([sessionKey])
  @@index([userId, createdAt])
  @@index([userId, event, createdAt])
}`,
} as const

/** The name of one of our models, as this text has it. An app may give it another one. */
export type ModelName = keyof typeof models

/** How the models are called in one schema, and the id of its users. */
export interface Names extends Readonly<Record<ModelName, string>> {
  readonly User: string
  readonly userId: string
}

/** The text of one of our models, with the names of a schema. */
export function textOf(model: ModelName, names: Names): string {
  return models[model]
    .replace('references: [id]', `references: [${names.userId}]`)
    .replaceAll('User.id', `User.${names.userId}`)
    .replaceAll(/\b(Session|UserSession|SessionEvent|User)\b/g, (name) => names[name as ModelName | 'User']) // the pattern has no other
}

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
