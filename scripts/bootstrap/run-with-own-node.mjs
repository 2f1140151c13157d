import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { rootFolder } from './root-folder.mjs'

const LOOK_EVERY_MS = 500

/**
 * Runs a script with the Node of node_modules and gives its exit code.
 * Signals are passed on; should this process be killed outright, the child sees its channel close and ends too.
 */
export function runWithOwnNode(node, script, args) {
  const path = `${dirname(node)}${delimiter}${process.env.PATH ?? ''}`
  const child = spawn(node, ['--disable-warning=ExperimentalWarning', join(rootFolder, script), ...args], {
    cwd: rootFolder,
    env: { ...process.env, PATH: path },
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  })
  // npm tells its shell of a signal, not always us; but when npm is gone, nobody waits for us any more.
  const parent = process.ppid
  const watch = setInterval(() => {
    if (process.env.npm_lifecycle_event !== undefined && process.ppid !== parent) child.kill('SIGTERM')
  }, LOOK_EVERY_MS)
  watch.unref()
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  return new Promise((done) => {
    child.once('error', (error) => {
      console.error(`${node}: ${error.message}`)
      done(1)
    })
    child.once('exit', (code, signal) => done(code ?? 128 + constants.signals[signal]))
  })
}
