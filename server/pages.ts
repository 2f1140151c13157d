import type { Server } from 'node:http'
import { join } from 'node:path'
import next from 'next'
import type { Handler } from './http/router.ts'
import { pagePath } from './page-path.ts'
import { pagesFolder } from './pages-folder.ts'

export interface Pages {
  readonly handle: Handler
  close(): Promise<void>
}

/** The built pages of `app/`, served by Next on our own HTTP server. Rejects if they were not built. */
export async function openPages(http: Server, port: number, host: string): Promise<Pages> {
  const dir = join(import.meta.dirname, '..')
  const folder = pagesFolder(dir)
  if (folder === null) throw new Error('the pages are not built: npm start builds them')
  // next.config.ts reads it: this server stays with these files, whatever is built beside them meanwhile.
  process.env.HUIYIN_PAGES = folder
  const app = next({ dev: false, dir, customServer: true, httpServer: http, port, hostname: host })
  await app.prepare()
  const handle = app.getRequestHandler()
  return {
    handle(req, res) {
      req.url = pagePath(req.url ?? '/')
      return handle(req, res)
    },
    close: () => app.close(),
  }
}
