import { z } from 'zod'
import { mayReadSite } from '#core/access/may-change-site.ts'
import { MOST_PICTURES, type SitePictures } from '#store/site-pictures.ts'
import { ok, refuse } from '../api/answer.ts'
import { readJsonWithin } from '../api/read-json.ts'
import type { ApiRoute } from '../api/route.ts'

const MOST_BYTES = 512 * 1024
/** As a JSON text, a third longer. */
const MAX_BODY = 800 * 1024

/** How files of the kinds begin that every television shows; nothing that may hold a script. */
const beginnings: Readonly<Record<string, readonly number[]>> = {
  png: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
  jpeg: [0xff, 0xd8, 0xff],
  webp: [0x52, 0x49, 0x46, 0x46],
}
const body = z.strictObject({ url: z.string().max(MAX_BODY) })

function isPicture(url: string): boolean {
  const match = /^data:image\/(png|jpeg|webp);base64,([A-Za-z0-9+/]+={0,2})$/.exec(url)
  if (match === null) return false
  const bytes = Buffer.from(match[2]!, 'base64')
  return bytes.length <= MOST_BYTES && beginnings[match[1]!]!.every((byte, at) => bytes[at] === byte)
}

/** The pictures of boards: kept by whoever may change the site, shown to whoever is known, televisions among them. */
export function pictureRoutes(pictures: SitePictures): ApiRoute[] {
  return [
    {
      method: 'POST',
      path: '/site-file/pictures',
      for: 'staff',
      async answer({ viewer, req }) {
        if (!mayReadSite(viewer))
          return refuse(
            403,
            'forbidden',
            'the site file is for administrators and supervisors of the whole floor',
          )
        const read = await readJsonWithin(req, body, MAX_BODY)
        if (!read.ok) return read.answer
        if (!isPicture(read.value.url))
          return refuse(400, 'no_picture', 'url: must be a picture (PNG, JPEG, WebP) of 512 KiB at most')
        const picture = await pictures.keep(read.value.url)
        return picture === null
          ? refuse(
              409,
              'too_many_pictures',
              `there are ${MOST_PICTURES} pictures: those that no version names go after a day`,
            )
          : ok({ picture })
      },
    },
    {
      method: 'GET',
      path: '/pictures/:id',
      for: 'known',
      async answer({ params }) {
        const url = await pictures.read(params.id!)
        return url === null ? refuse(404, 'not_found', `no picture ${params.id}`) : ok({ url })
      },
    },
  ]
}
