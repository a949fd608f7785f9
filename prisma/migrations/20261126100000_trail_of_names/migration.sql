-- AlterTable
ALTER TABLE "SessionEvent" ADD COLUMN "userTitle" TEXT;

-- DropIndex
DROP INDEX "SessionEvent_createdAt_idx";

-- CreateIndex
CREATE INDEX "SessionEvent_createdAt_id_event_idx" ON "SessionEvent"("createdAt", "id", "event");

-- CreateIndex
CREATE INDEX "SessionEvent_userId_createdAt_idx" ON "SessionEvent"("userId", "createdAt");
