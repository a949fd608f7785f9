-- AlterTable
ALTER TABLE "SessionEvent" ADD COLUMN "toldAt" DATETIME;
