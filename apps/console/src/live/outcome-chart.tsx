import { BarChart } from 'echarts/charts';
import { GridComponent, TooltipComponent } from 'echarts/components';
import { init, use, type EChartsType } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import type { ConsoleStats } from '../api/contract.js';
import { ticksBetween } from '../format/ticks.js';
import { clockTime } from '../format/time.js';
import { OUTCOME_WORDS } from '../format/words.js';
import { OUTCOME_TONE } from '../parts/outcome.js';
import { useScheme } from '../shell/scheme.js';
import { useViewer } from '../shell/viewer.js';
import { OUTCOMES } from '../url-state.js';

const LABELS_MAX = 9;

use([BarChart, GridComponent, TooltipComponent, SVGRenderer]);

/** Decisions over the window, stacked by outcome. Loaded by itself: the chart library is the largest part of the console. */
export default function OutcomeChart({ stats }: { readonly stats: ConsoleStats }) {
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType>(null);
  const { scheme } = useScheme();
  const { timeZone } = useViewer();

  useEffect(() => {
    const element = place.current!;
    const drawn = init(element, null, { renderer: 'svg' });
    chart.current = drawn;
    const watch = new ResizeObserver(() => drawn.resize());
    watch.observe(element);
    return () => {
      watch.disconnect();
      drawn.dispose();
    };
  }, []);
  useEffect(() => {
    chart.current?.setOption(options(stats, timeZone), { notMerge: true });
  }, [stats, timeZone, scheme]);

  const counts = OUTCOMES.map((outcome) => `${OUTCOME_WORDS[outcome]} ${stats.outcomes[outcome]}`).join(', ');
  return <div ref={place} className="chart" role="img" aria-label={`Decisions by outcome: ${counts}`} />;
}

/** By the place of the bar in which each round time lies. */
function labelsOf({ from, to, step_s: stepS }: ConsoleStats, timeZone: string): Map<number, string> {
  const fromMs = Date.parse(from);
  const ticks = ticksBetween(fromMs, Date.parse(to) - 1, LABELS_MAX, timeZone);
  return new Map(ticks.map(({ atMs, says }) => [Math.floor((atMs - fromMs) / (stepS * 1000)), says]));
}

function options(stats: ConsoleStats, timeZone: string) {
  const style = getComputedStyle(document.documentElement);
  const colour = (name: string): string => style.getPropertyValue(`--${name}`).trim();
  const tones = {
    ok: colour('ok-soft'),
    warn: colour('warn-solid'),
    review: colour('review-solid'),
    bad: colour('bad-solid'),
  };
  const labels = labelsOf(stats, timeZone);
  return {
    animation: false,
    textStyle: { fontFamily: 'Inter Variable, sans-serif', fontSize: 11 },
    grid: { left: 40, right: 4, top: 6, bottom: 18 },
    tooltip: {
      trigger: 'axis',
      axisPointer: { type: 'shadow' },
      backgroundColor: colour('surface'),
      borderColor: colour('line-strong'),
      textStyle: { color: colour('ink'), fontSize: 12 },
      confine: true,
    },
    xAxis: {
      type: 'category',
      data: stats.series.map((point) => clockTime(Date.parse(point.at), timeZone)),
      axisLine: { lineStyle: { color: colour('line-strong') } },
      axisTick: { show: false },
      axisLabel: {
        color: colour('ink-3'),
        hideOverlap: true,
        interval: (index: number) => labels.has(index),
        formatter: (_: string, index: number) => labels.get(index) ?? '',
      },
    },
    yAxis: {
      type: 'value',
      splitNumber: 2,
      minInterval: 1,
      axisLabel: { color: colour('ink-3') },
      splitLine: { lineStyle: { color: colour('line') } },
    },
    series: OUTCOMES.map((outcome) => ({
      type: 'bar',
      stack: 'outcomes',
      name: OUTCOME_WORDS[outcome],
      barCategoryGap: '20%',
      itemStyle: { color: tones[OUTCOME_TONE[outcome]] },
      data: stats.series.map((point) => point[outcome]),
    })),
  };
}
