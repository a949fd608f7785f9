-- RedefineTables
PRAGMA defer_foreign_keys=ON;
PRAGMA foreign_keys=OFF;
CREATE TABLE "new_SessionEvent" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "createdAt" DATETIME NOT NULL,
    "event" TEXT NOT NULL,
    "userId" INTEGER,
    "byUserId" INTEGER,
    "sessionKey" TEXT,
    "ipAddress" TEXT,
    "userAgent" TEXT
);
INSERT INTO "new_SessionEvent" ("byUserId", "createdAt", "event", "id", "ipAddress", "sessionKey", "userAgent", "userId") SELECT "byUserId", "createdAt", "event", "id", "ipAddress", "sessionKey", "userAgent", "userId" FROM "SessionEvent";
DROP TABLE "SessionEvent";
ALTER TABLE "new_SessionEvent" RENAME TO "SessionEvent";
CREATE INDEX "SessionEvent_createdAt_idx" ON "SessionEvent"("createdAt");
CREATE INDEX "SessionEvent_sessionKey_idx" ON "SessionEvent"("sessionKey");
CREATE INDEX "SessionEvent_userId_event_createdAt_idx" ON "SessionEvent"("userId", "event", "createdAt");
PRAGMA foreign_keys=ON;
PRAGMA defer_foreign_keys=OFF;
