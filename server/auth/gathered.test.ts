import { expect, test } from 'vitest'
import { gathered } from './gathered.ts'

test('what is asked for while an answer is on its way goes together in the next question', async () => {
  const questions: string[][] = []
  const answers: (() => void)[] = []
  const ask = gathered<string>(async (keys) => {
    questions.push([...keys])
    await new Promise<void>((done) => answers.push(done))
    return new Map(keys.filter((key) => key !== 'nobody').map((key) => [key, `of ${key}`]))
  })
  const turn = () => new Promise((done) => setImmediate(done))
  const first = ask('a')
  await turn()
  const later = [ask('b'), ask('a'), ask('b'), ask('nobody')]
  await turn()
  expect(questions).toEqual([['a']])
  answers.shift()!()
  expect(await first).toBe('of a')
  await turn()
  expect(questions).toEqual([['a'], ['b', 'a', 'nobody']])
  answers.shift()!()
  expect(await Promise.all(later)).toEqual(['of b', 'of a', 'of b', null])
})

test('a question that failed is told to those who asked it, and the next is asked all the same', async () => {
  let fails = true
  const ask = gathered<number>(async (keys) => {
    if (fails) throw new Error('away')
    return new Map(keys.map((key) => [key, 1]))
  })
  await expect(Promise.all([ask('a'), ask('b')])).rejects.toThrow('away')
  fails = false
  expect(await ask('a')).toBe(1)
})
