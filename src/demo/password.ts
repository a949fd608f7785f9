// Passwords, hashed with scrypt: "salt:hash", both in base64url.
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

const derive = promisify<string, Buffer, number, Buffer>(scrypt)
const saltBytes = 16
const hashBytes = 32

/** The longest password, in characters: nobody types more, and it bounds the work. */
const longestPassword = 1000

/** Hashes a password with a salt of its own. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(saltBytes)
  const hash = await derive(password, salt, hashBytes)
  return `${salt.toString('base64url')}:${hash.toString('base64url')}`
}

/** Whether this is the password behind a hash. Whatever is no password, or no hash, is a no and never an error. */
export async function verifyPassword(password: unknown, stored: string): Promise<boolean> {
  const [salt = '', hash = ''] = stored.split(':')
  const expected = Buffer.from(hash, 'base64url')
  if (typeof password !== 'string' || password.length > longestPassword || expected.length !== hashBytes) return false
  return timingSafeEqual(await derive(password, Buffer.from(salt, 'base64url'), hashBytes), expected)
}
