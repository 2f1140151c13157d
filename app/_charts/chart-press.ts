interface PressedChart {
  activeTooltipIndex?: number | string | null | undefined
}

interface ChartPress {
  style: { cursor: 'pointer' }
  onClick: (pressed: PressedChart) => void
}

/** What makes the places of a chart pressable: `onPress` is given the index of the one that was. Not given: nothing is. */
export function chartPress(onPress: ((index: number) => void) | undefined): ChartPress | null {
  if (onPress === undefined) return null
  return {
    style: { cursor: 'pointer' },
    onClick({ activeTooltipIndex }) {
      const index = Number(activeTooltipIndex)
      if (activeTooltipIndex != null && Number.isInteger(index)) onPress(index)
    },
  }
}
