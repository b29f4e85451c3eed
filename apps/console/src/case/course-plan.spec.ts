import { describe, expect, it } from 'vitest';
import { COURSE_HEIGHT, COURSE_WIDTH, coursePlan } from './course-plan.js';

describe('coursePlan', () => {
  it('rising values: from the lower left to the upper right, what is usual between them', () => {
    const { line, last, usual } = coursePlan([0, 5, 10], 5);
    expect(line).toBe('2.5,13.5 36,8 69.5,2.5');
    expect(last).toEqual({ x: 69.5, y: 2.5 });
    expect(usual).toBe(8);
  });

  it('the same value always: in the middle; nothing usual: no line for it', () => {
    expect(coursePlan([3, 3], undefined)).toMatchObject({ line: '2.5,8 69.5,8', usual: undefined });
  });

  it('what is usual lies outside of what was seen: everything is inside the plot', () => {
    const { line, usual } = coursePlan([-1, -2, 4], 1000);
    const numbers = line.split(/[ ,]/).map(Number);
    expect(usual).toBe(2.5);
    expect(numbers.every((at, i) => at >= 0 && at <= (i % 2 === 0 ? COURSE_WIDTH : COURSE_HEIGHT))).toBe(true);
  });
});
