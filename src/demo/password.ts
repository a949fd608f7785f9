// Passwords, hashed with scrypt: "salt:hash", both in base64url.
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

const derive = promisify<string, Buffer, number, Buffer>(scrypt)

/** Hashes a password with a salt of its own. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16)
  return `${salt.toString('base64url')}:${(await derive(password, salt, 32)).toString('base64url')}`
}

/** Whether this is the password behind a hash. Whatever is no password, or no hash, is a no and never an error. */
export async function verifyPassword(password: unknown, stored: string): Promise<boolean> {
  const [salt, hash] = stored.split(':').map((part) => Buffer.from(part, 'base64url'))
  // Nobody types a longer one, and it bounds the work.
  if (typeof password !== 'string' || password.length > 1000 || !salt || hash?.length !== 32) return false
  return timingSafeEqual(await derive(password, salt, 32), hash)
}
