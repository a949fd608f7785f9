-- DropIndex
DROP INDEX "UserSession_userId_idx";

-- AlterTable
ALTER TABLE "UserSession" ADD COLUMN "slot" INTEGER;

-- CreateIndex
CREATE UNIQUE INDEX "UserSession_userId_slot_key" ON "UserSession"("userId", "slot");
