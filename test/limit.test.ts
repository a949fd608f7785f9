// The places of logins, for any sessions that there may be: which end, which move, and which slot is free.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { placeLogin } from '../src/rule/limit.js'
import type { LinkedSession } from '../src/rule/session.js'

const sessions = (slots: readonly (number | null)[]): LinkedSession[] =>
  slots.map((slot, index) => ({
    ...{ sessionId: String(index), sid: String(index), userId: 1, slot },
    ...{ createdAt: new Date(index), expiresAt: new Date(1e6) },
  }))

/** Slots as the database lets them be: each at most once, or none. */
const slots = fc
  .uniqueArray(fc.nat(12), { maxLength: 8 })
  .chain((some) =>
    fc
      .nat(3)
      .chain((without) =>
        fc.shuffledSubarray([...some, ...Array<null>(without).fill(null)], { minLength: some.length }),
      ),
  )

describe('a place for one more login', () => {
  it('leaves the newest below the limit, and each of them a slot of its own under it', () => {
    fc.assert(
      fc.property(slots, fc.integer({ min: 1, max: 6 }), (given, limit) => {
        const live = sessions(given)
        const { ended, moved, slot } = placeLogin(live, limit)
        const kept = live.filter((session) => !ended.includes(session))
        assert.deepEqual(kept, live.slice(Math.max(0, live.length - limit + 1)))
        const slotOf = (session: LinkedSession) => moved.find((one) => one.session === session)?.slot ?? session.slot
        const all = [...kept.map(slotOf), slot]
        assert.equal(new Set(all).size, all.length)
        assert.ok(all.every((one) => one !== null && one >= 0 && one < limit))
      }),
      { numRuns: 1000 },
    )
  })

  it('moves a session only if its slot is none under the limit', () => {
    fc.assert(
      fc.property(slots, fc.integer({ min: 1, max: 6 }), (given, limit) => {
        for (const { session } of placeLogin(sessions(given), limit).moved)
          assert.ok(session.slot === null || session.slot >= limit)
      }),
    )
  })

  it('is the lowest slot that is free: two logins that saw the same sessions want the same one', () => {
    assert.equal(placeLogin([], 3).slot, 0)
    assert.equal(placeLogin(sessions([0]), 3).slot, 1)
    assert.equal(placeLogin(sessions([2, 0]), 3).slot, 1)
    assert.equal(placeLogin(sessions([1, 2, 0]), 3).slot, 1)
  })

  it('is none without a limit, and then nobody has to go', () => {
    assert.deepEqual(placeLogin(sessions([0, 1, null]), false), { ended: [], moved: [], slot: null })
  })
})
