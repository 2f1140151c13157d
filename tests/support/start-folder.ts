import { chmodSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * A folder for a Huiyin that is started by `npm start`, all of which goes with it: root's PostgreSQL runs as somebody
 * else, who keeps its data elsewhere, for good, if they cannot get here.
 */
export function startFolder(name: string): string {
  const dir = mkdtempSync(join(tmpdir(), `huiyin-${name}-`))
  chmodSync(dir, 0o755)
  return dir
}
