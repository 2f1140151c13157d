import { createFloor, loadFloor } from '#core/floor/create-floor.ts'
import type { Floor } from '#core/floor/floor.ts'
import type { FloorOptions } from '#core/floor/floor-options.ts'
import { SNAPSHOT_VERSION } from '#core/floor/floor-snapshot.ts'
import { holidayDates } from '#platform/holidays.ts'
import { zipPacker } from '#platform/zip-packer.ts'
import type { FloorCodec } from './floor-codec.ts'

type SiteFloorOptions = Pick<FloorOptions, 'site' | 'keepTransitions'>

/** How this program makes floors, and writes them down: with the libraries' holidays and packed contacts. */
export interface SiteFloors {
  create(): Floor
  readonly codec: FloorCodec
}

export function siteFloors(given: () => SiteFloorOptions): SiteFloors {
  const options = (): FloorOptions => ({ ...given(), packer: zipPacker, holidays: holidayDates })
  return {
    create: () => createFloor(options()),
    codec: {
      schema: SNAPSHOT_VERSION,
      save: (floor) => floor.save(),
      load: (texts) => loadFloor(options(), texts),
    },
  }
}
