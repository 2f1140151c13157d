import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'

const module = new URL('./stray-rejections.ts', import.meta.url).href

test('a rejection that nobody handled is logged and counted and ends nothing; an exception still does', () => {
  const script = `
    const { countStrayRejections } = await import(${JSON.stringify(module)})
    const count = countStrayRejections({ error: ({ err }) => console.log(err.message) })
    Promise.reject(new Error('stray'))
    setTimeout(() => { console.log('count ' + count()); throw new Error('thrown') }, 10)
  `
  const { stdout, stderr, status } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    encoding: 'utf8',
  })
  expect(stdout.trim().split('\n')).toEqual(['stray', 'count 1'])
  expect(status, stderr).toBe(1)
})
