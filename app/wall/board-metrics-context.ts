'use client'
import { createContext, useContext } from 'react'
import { type BoardFigure, usualFigures } from '#core/rows/board-figures.ts'

/** The figures that each queue of this board shows, in their order. */
export const BoardMetricsContext = createContext<readonly BoardFigure[]>(usualFigures)
export const useBoardMetrics = () => useContext(BoardMetricsContext)
