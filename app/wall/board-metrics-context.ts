'use client'
import { createContext, useContext } from 'react'
import { type BoardMetric, usualMetrics } from '#core/rows/board-metrics.ts'

/** The figures that each queue of this board shows, in their order. */
export const BoardMetricsContext = createContext<readonly BoardMetric[]>(usualMetrics)
export const useBoardMetrics = () => useContext(BoardMetricsContext)
