-- CreateIndex
CREATE INDEX "UserSession_lastSeenAt_idx" ON "UserSession"("lastSeenAt");

-- CreateIndex
CREATE INDEX "UserSession_userId_lastSeenAt_sid_idx" ON "UserSession"("userId", "lastSeenAt", "sid");
