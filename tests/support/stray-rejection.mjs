import { existsSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'

/**
 * Loaded before a program of ours and before each of its threads (`node --import`): once a file of the program's name lies
 * in the folder `STRAY_DIR`, a promise of it rejects that nobody waits for.
 */
const script = process.argv[1] ?? ''
const name = `${basename(dirname(script))}-${basename(script, '.ts')}`
const file = join(process.env.STRAY_DIR ?? '', name)

const look = () => {
  if (!existsSync(file)) return
  rmSync(file, { force: true })
  Promise.reject(new Error(`astray in ${name}`))
}
// Some threads are soon done.
look()
setInterval(look, 50).unref()
