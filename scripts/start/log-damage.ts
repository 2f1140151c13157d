import { execFile } from 'node:child_process'
import { closeSync, existsSync, openSync, readdirSync, readFileSync, readSync } from 'node:fs'
import { basename, join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Redis keeps the log in a folder of this name: a manifest, a base, and what came after it. */
const FOLDER = 'appendonlydir'
/** How far before the damage the last whole entry is looked for. */
const LOOK_BACK_BYTES = 1_048_576
/** Longer than the largest log that fits in memory takes to be read. */
const LONGEST_CHECK_MS = 120_000

interface Checked {
  readonly ok: boolean
  readonly text: string
}

/**
 * Whether the log of a private Redis that does not run can be loaded (null); else which file is damaged, since when
 * entries would be missing, and the command that cuts it there. Changes nothing.
 */
export async function logDamage(dataDir: string, server: string): Promise<string | null> {
  const folder = join(dataDir, 'redis', FOLDER)
  if (!existsSync(folder)) return null
  const manifest = readdirSync(folder).find((name) => name.endsWith('.manifest'))
  if (manifest === undefined)
    return `${folder} has no manifest, so its parts cannot be put together: put the folder back from a backup`
  const path = join(folder, manifest)
  const gone = namedIn(path).filter((name) => !existsSync(join(folder, name)))
  if (gone.length > 0)
    return `${folder} lacks ${gone.join(', ')}, which its manifest names: put the folder back from a backup`
  // Redis and Valkey bring their own.
  const program = `${basename(server).startsWith('valkey') ? 'valkey' : 'redis'}-check-aof`
  const checked = await check(program, path)
  return checked.ok ? null : damageText(folder, path, program, checked.text)
}

const namedIn = (manifest: string) =>
  [...readFileSync(manifest, 'utf8').matchAll(/^file (\S+) /gm)].map(([, name]) => name!)

async function check(program: string, manifest: string): Promise<Checked> {
  try {
    const { stdout } = await run(program, [manifest], {
      timeout: LONGEST_CHECK_MS,
      maxBuffer: 16 * 1024 * 1024,
    })
    return { ok: true, text: stdout }
  } catch (error) {
    const { stdout = '', stderr = '', message } = error as Error & { stdout?: string; stderr?: string }
    return { ok: isCutShort(stdout), text: `${stdout}\n${stderr}\n${message}` }
  }
}

/** The last record was cut in half, as by a power cut: Redis leaves it out by itself. */
const isCutShort = (output: string) => /Expected to read \d+ bytes, got|Reached EOF before/.test(output)

function damageText(folder: string, manifest: string, program: string, output: string): string {
  const analyzed = [
    ...output.matchAll(/AOF analyzed: (?:filename=(\S+?),\s*)?size=(\d+), ok_up_to=(\d+)/g),
  ].at(-1)
  const name = analyzed?.[1] ?? /(\S+\.(?:incr|base)\.(?:aof|rdb))/.exec(output)?.[1]
  const file = name === undefined ? manifest : join(folder, basename(name))
  const backup = `put ${folder} back from a backup`
  if (analyzed === undefined || !file.endsWith('.incr.aof'))
    return `${file} is damaged: ${backup}. What was archived is in the database, and stays`
  const okUpTo = Number(analyzed[3])
  const last = lastEntryBefore(file, okUpTo)
  const since = last === null ? 'the beginning of the file' : new Date(last).toISOString()
  return (
    `${file} is damaged at byte ${okUpTo} of ${analyzed[2]}: the entries since ${since} cannot be read. ` +
    `Keep a copy of ${folder}, then ${backup}, or give up what came after ${since} with "${program} --fix ${manifest}"`
  )
}

/** When the last entry of the log before a byte of the file was written, ms since 1970; null: none is near. */
function lastEntryBefore(file: string, end: number): number | null {
  const from = Math.max(0, end - LOOK_BACK_BYTES)
  const bytes = Buffer.alloc(end - from)
  const opened = openSync(file, 'r')
  try {
    readSync(opened, bytes, 0, bytes.length, from)
  } finally {
    closeSync(opened)
  }
  const last = [...bytes.toString('latin1').matchAll(/\r\n(\d{13})-\d+\r\n/g)].at(-1)
  return last === undefined ? null : Number(last[1])
}
