import type { Page } from 'playwright-core'
import type { BrowserSite } from './site.ts'

/** What is lost on a page's socket just now. */
export interface Losing {
  /** The server's word on commands; the server takes them. */
  answers: boolean
  /** What changes on the floor: the page goes on showing what it showed. */
  patches: boolean
}

const idOf = (form: RegExp, message: string | Buffer) => form.exec(String(message))?.[1]

/** Sockets that the page opens from now on lose what the test says. */
export async function loseOnSocket(page: Page): Promise<Losing> {
  const losing: Losing = { answers: false, patches: false }
  const lost = new Set<string>()
  await page.routeWebSocket(/\/socket\.io\//, (socket) => {
    const server = socket.connectToServer()
    socket.onMessage((message) => {
      const command = idOf(/^42(\d+)\["command"/, message)
      if (command !== undefined && losing.answers) lost.add(command)
      server.send(message)
    })
    server.onMessage((message) => {
      const answer = idOf(/^43(\d+)\[/, message)
      const isPatch = idOf(/^42\["(patch|beat)"/, message) !== undefined
      if (answer !== undefined && lost.delete(answer)) return
      if (!(isPatch && losing.patches)) socket.send(message)
    })
  })
  return losing
}

/** The next POST to a path is taken by the server, and its answer is lost. */
export async function loseNextAnswer(page: Page, site: BrowserSite, path: RegExp): Promise<void> {
  await page.route(
    path,
    async (route, request) => {
      const { pathname } = new URL(request.url())
      const headers = {
        ...(await request.allHeaders()),
        origin: site.server,
        host: new URL(site.server).host,
      }
      const answer = await route.fetch({ url: `${site.server}${pathname}`, headers })
      if (!answer.ok()) throw new Error(`${pathname}: ${answer.status()} ${await answer.text()}`)
      await route.abort()
    },
    { times: 1 },
  )
}
