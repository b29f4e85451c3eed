import type { FeatureView } from '../api/contract.js';
import { formatFeature } from '../format/feature-value.js';
import { dayAndMonth } from '../format/time.js';
import { COURSE_HEIGHT, COURSE_WIDTH, coursePlan } from './course-plan.js';

interface CourseProps {
  readonly feature: FeatureView;
  readonly currency: string;
}

/** A feature over the account's earlier payments, up to this one; dashed, what is usual. Nothing where there is no course. */
export function Course({ feature, currency }: CourseProps) {
  const { course, habit, contribution = 0, unit } = feature;
  if (course === undefined || course.length < 2) return null;
  const { line, last, usual } = coursePlan(
    course.map(({ value }) => value),
    habit,
  );
  const said = (value: number): string => {
    const { text, unit: words } = formatFeature(value, unit, currency);
    return `${text} ${words}`.trim();
  };
  const values = course.map(({ value }) => value);
  const range = `${said(Math.min(...values))} to ${said(Math.max(...values))}`;
  const title = `${course.length} payments of this account since ${dayAndMonth(Date.parse(course[0]!.at))}: ${range}; now ${said(values.at(-1)!)}`;
  return (
    <svg
      className={`course text-${contribution < 0 ? 'ok' : 'bad'}`}
      viewBox={`0 0 ${COURSE_WIDTH} ${COURSE_HEIGHT}`}
      role="img"
      aria-label={title}
    >
      <title>{title}</title>
      {usual === undefined ? null : <line className="course-usual" x1={0} x2={COURSE_WIDTH} y1={usual} y2={usual} />}
      <polyline className="course-line" points={line} />
      <circle cx={last.x} cy={last.y} r={2.5} fill="currentColor" />
    </svg>
  );
}
