// Look-ups of one moment go to the database together; none waits long for another, or gets what was read before it asked.
import assert from 'node:assert/strict'
import { describe, it, type TestContext } from 'node:test'
import { batched } from '../src/prisma/batch.js'

/** A database that answers when the test says so, and what it was asked. */
function slowDatabase() {
  const asked: (readonly string[])[] = []
  const answers: ((error?: Error) => void)[] = []
  let value = 0
  const find = batched((keys: readonly string[]) => {
    asked.push(keys)
    return new Promise<ReadonlyMap<string, number>>((resolve, reject) => {
      answers.push((error) => {
        if (error) reject(error)
        else resolve(new Map(keys.map((key) => [key, value])))
      })
    })
  })
  const turn = () => new Promise((resolve) => setImmediate(resolve))
  const untilAsked = async (times: number) => {
    while (asked.length < times) await turn()
  }
  return { asked, answers, find, turn, untilAsked, set: (to: number) => (value = to) }
}

/** However slow the machine is, the longest wait is not over. */
const stopTimers = ({ mock }: TestContext) => {
  mock.timers.enable({ apis: ['setTimeout'] })
}

describe('look-ups', () => {
  it('go together, each key once', async (t) => {
    stopTimers(t)
    const { asked, answers, find, untilAsked } = slowDatabase()
    const found = Promise.all(['a', 'b', 'a'].map(find))
    await untilAsked(1)
    answers[0]?.()
    assert.deepEqual(await found, [0, 0, 0])
    // Nor is anything asked for nobody once the longest wait is over.
    t.mock.timers.tick(1_000)
    assert.deepEqual(asked, [['a', 'b']])
  })

  it('wait for those that come one turn after the other', async (t) => {
    stopTimers(t)
    const { asked, answers, find, turn, untilAsked } = slowDatabase()
    const found: Promise<unknown>[] = []
    for (const key of ['a', 'b', 'c', 'd', 'e', 'f']) {
      found.push(find(key))
      for (let turns = 0; turns < 10; turns++) await turn()
    }
    await untilAsked(1)
    answers[0]?.()
    await Promise.all(found)
    assert.deepEqual(asked, [['a', 'b', 'c', 'd', 'e', 'f']])
  })

  it('do not wait long, however many come', async () => {
    const { asked, answers, find, turn } = slowDatabase()
    const found: Promise<unknown>[] = []
    while (asked.length === 0) {
      found.push(find('a'))
      await turn()
    }
    answers[0]?.()
    await Promise.all(found)
  })

  it('wait for the one under way, and then go together and read anew', async (t) => {
    stopTimers(t)
    const { asked, answers, find, turn, untilAsked, set } = slowDatabase()
    const first = find('a')
    await untilAsked(1)
    const later = Promise.all(['a', 'b'].map(find))
    for (let turns = 0; turns < 100; turns++) await turn()
    assert.deepEqual(asked, [['a']])
    answers[0]?.()
    assert.equal(await first, 0)
    set(1)
    await untilAsked(2)
    answers[1]?.()
    assert.deepEqual(await later, [1, 1])
    assert.deepEqual(asked, [['a'], ['a', 'b']])
  })

  it('do not wait long for one that hangs', async () => {
    const { answers, find, untilAsked } = slowDatabase()
    const hanging = find('a')
    await untilAsked(1)
    const later = find('b')
    await untilAsked(2)
    answers[1]?.()
    assert.equal(await later, 0)
    answers[0]?.(new Error('It was cut off'))
    await assert.rejects(hanging, /cut off/)
  })

  it('go on after one that failed', async () => {
    const { answers, find, untilAsked } = slowDatabase()
    const failing = [find('a'), find('a')]
    await untilAsked(1)
    const later = find('b')
    answers[0]?.(new Error('It is down'))
    for (const one of failing) await assert.rejects(one, /down/)
    await untilAsked(2)
    answers[1]?.()
    assert.equal(await later, 0)
  })

  it('of as many keys as one statement takes wait for nothing', async () => {
    const { asked, answers, find, untilAsked } = slowDatabase()
    const found = Promise.all(Array.from({ length: 250 }, (_, index) => find(String(index))))
    assert.equal(asked.length, 2)
    for (const answer of answers) answer()
    await untilAsked(3)
    answers[2]?.()
    assert.equal((await found).length, 250)
    assert.deepEqual(
      asked.map((keys) => keys.length),
      [100, 100, 50],
    )
  })
})
