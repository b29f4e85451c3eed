/** The look of the report: nothing from elsewhere, light or dark as the reader's system is. */
export const REPORT_STYLE = `
:root { color-scheme: light dark; --page: #fff; --text: #1b1f24; --soft: #5b6570; --line: #dfe3e8; --mark: #1f6feb; --bad: #c4432b; --card: #f6f8fa; }
@media (prefers-color-scheme: dark) {
  :root { --page: #111418; --text: #e6e9ee; --soft: #98a2ae; --line: #2b323b; --mark: #6ea8fe; --bad: #ff8a70; --card: #191e24; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 1080px; padding: 24px 20px 64px; background: var(--page); color: var(--text); font: 15px/1.5 system-ui, sans-serif; }
h1 { font-size: 24px; margin: 0 0 4px; }
h2 { font-size: 18px; margin: 40px 0 8px; }
h3 { font-size: 15px; margin: 16px 0 4px; }
p { margin: 4px 0 12px; max-width: 75ch; }
.soft { color: var(--soft); }
.warning { border-left: 3px solid var(--bad); padding: 6px 12px; background: var(--card); }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(150px, 1fr)); gap: 10px; margin: 16px 0; }
.tile { background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: 10px 12px; }
.tile b { display: block; font-size: 20px; font-variant-numeric: tabular-nums; }
.tile span { color: var(--soft); font-size: 13px; }
.charts { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(420px, 100%), 1fr)); gap: 12px; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: 14px; }
th, td { text-align: left; padding: 5px 10px 5px 0; border-bottom: 1px solid var(--line); vertical-align: top; }
th { color: var(--soft); font-weight: 600; }
td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
code { font: 13px/1.4 ui-monospace, monospace; overflow-wrap: anywhere; }
.bar { min-width: 120px; width: 30%; }
.bar i { display: block; height: 10px; margin-top: 6px; border-radius: 2px; background: var(--mark); }
svg { width: 100%; height: auto; background: var(--card); border: 1px solid var(--line); border-radius: 8px; }
svg text { font: 11px system-ui, sans-serif; fill: var(--soft); }
svg .grid { stroke: var(--line); }
svg .line { fill: none; stroke: var(--mark); stroke-width: 2; }
svg .reference { fill: none; stroke: var(--soft); stroke-dasharray: 4 4; }
svg .dot { fill: var(--mark); }
@media print { body { max-width: none; } h2 { break-after: avoid; } }
`;
