// What is left of a session that two requests changed at the same time.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { mergeChanges } from '../src/express/merge-changes.js'

const plain = { noNullPrototype: true }
const anyValue = fc.oneof(
  fc.integer(),
  fc.constant(null),
  fc.array(fc.integer()),
  fc.dictionary(fc.constantFrom('x', 'y'), fc.nat(), plain),
)
const anyFields = fc.dictionary(fc.constantFrom('a', 'b', 'c', '__proto__', 'constructor'), anyValue, plain)

describe('a merge', () => {
  it('keeps what each of two requests changed, in objects too', () => {
    const base = { color: 'red', size: 1, cart: { apples: 1, pears: 1 }, old: true }
    const mine = { color: 'blue', size: 1, cart: { apples: 2, pears: 1 }, old: true, seen: [1] }
    const theirs = { color: 'red', size: 2, cart: { apples: 1, pears: 1, plums: 3 }, theirs: true }
    assert.deepEqual(mergeChanges(base, mine, theirs), {
      fields: { color: 'blue', size: 2, cart: { apples: 2, pears: 1, plums: 3 }, seen: [1], theirs: true },
      overwritten: [],
    })
  })

  it('takes away what one of them took away', () => {
    assert.deepEqual(mergeChanges({ a: 1, b: 1 }, { b: 1 }, { a: 1, b: 1, c: 1 }).fields, { b: 1, c: 1 })
    assert.deepEqual(mergeChanges({ a: 1, b: 1 }, { a: 1, b: 2 }, { b: 1 }).fields, { b: 2 })
  })

  it('lets the later one count where both changed the same, and says where', () => {
    const merged = mergeChanges(
      { list: [1], in: { n: 1 } },
      { list: [1, 2], in: { n: 2 } },
      { list: [1, 3], in: { n: 3 } },
    )
    assert.deepEqual(merged, { fields: { list: [1, 2], in: { n: 2 } }, overwritten: ['list', 'in.n'] })
    assert.deepEqual(mergeChanges({}, { a: 1 }, { a: 1 }).overwritten, [], 'to the same value')
    assert.deepEqual(mergeChanges({ a: 1 }, {}, { a: 2 }), { fields: {}, overwritten: ['a'] })
  })

  it('is the change of the one if the other changed nothing', () => {
    const property = fc.property(anyFields, anyFields, (base, changed) => {
      assert.deepEqual(mergeChanges(base, changed, base).fields, changed)
      assert.deepEqual(mergeChanges(base, base, changed).fields, changed)
      assert.deepEqual(mergeChanges(base, changed, base).overwritten, [])
    })
    fc.assert(property, { numRuns: 1_000 })
  })

  it('changes no prototype', () => {
    const evil = JSON.parse('{"__proto__": {"admin": true}}') as Record<string, unknown>
    const { fields } = mergeChanges({}, evil, {})
    assert.equal((fields as { admin?: unknown }).admin, undefined)
    assert.equal(({} as { admin?: unknown }).admin, undefined)
    assert.deepEqual(Object.keys(fields), ['__proto__'])
  })
})
