namespace RoutedVMotion.Core.Reports;

/// <summary>How the page looks: light, dark and on paper. Colours are never alone: each has a word or a shape beside it.</summary>
internal static class HtmlStyle
{
    public const string Css = """
        :root {
          color-scheme: light dark;
          --page: #ffffff; --ink: #1b1f24; --soft: #57606a; --line: #d0d7de; --box: #f6f8fa; --link: #0550ae;
          --good: #1a7f4b; --warning: #8a5a00; --error: #b42318; --unread: #57606a; --switched: #0b5cad;
        }
        @media (prefers-color-scheme: dark) {
          :root {
            --page: #14181d; --ink: #e6edf3; --soft: #a5b0bb; --line: #3a434d; --box: #1c2229; --link: #79b8ff;
            --good: #1a7f4b; --warning: #96660a; --error: #c8372b; --unread: #5f6973; --switched: #2369b8;
          }
        }
        * { box-sizing: border-box; }
        body { margin: 0 auto; max-width: 84rem; padding: 0 1.5rem 4rem; background: var(--page); color: var(--ink); font: 15px/1.5 system-ui, "Segoe UI", sans-serif; }
        h1 { font-size: 1.7rem; margin: 1.5rem 0 .25rem; } h2 { font-size: 1.25rem; margin: 2.5rem 0 .5rem; } h3 { font-size: 1.05rem; margin: 1.5rem 0 .25rem; }
        section:not(#fabric) { content-visibility: auto; contain-intrinsic-size: auto 60rem; }
        p { margin: .4rem 0; max-width: 75ch; } a { color: var(--link); } .soft { color: var(--soft); }
        a:focus-visible, [tabindex]:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
        .skip { position: absolute; left: -99rem; } .skip:focus { left: 1rem; top: 1rem; background: var(--page); padding: .5rem; }
        nav ul { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; margin: 1rem 0; }
        .tiles { display: flex; flex-wrap: wrap; gap: .75rem; padding: 0; margin: 1rem 0; list-style: none; }
        .tiles li { border: 1px solid var(--line); border-left: .4rem solid var(--soft); border-radius: .4rem; padding: .5rem 1rem; background: var(--box); min-width: 9rem; }
        .tiles b { display: block; font-size: 1.5rem; line-height: 1.2; }
        .tiles .good { border-left-color: var(--good); } .tiles .warning { border-left-color: var(--warning); } .tiles .error { border-left-color: var(--error); }
        .scroll { overflow-x: auto; } table { border-collapse: collapse; font-size: .87rem; }
        th, td { border: 1px solid var(--line); padding: .25rem .5rem; text-align: left; vertical-align: top; } thead th { background: var(--box); }
        tbody th { font-weight: inherit; } .scroll tbody tr > :first-child { white-space: nowrap; } td.number { text-align: right; font-variant-numeric: tabular-nums; } td ul { margin: 0; padding-left: 1.1rem; }
        .tag { color: #fff; border-radius: .25rem; padding: 0 .4rem; white-space: nowrap; background: var(--unread); }
        .tag.Good, .tag.Routed { background: var(--good); } .tag.Warning { background: var(--warning); } .tag.Error, .tag.Blocked { background: var(--error); }
        .tag.Switched { background: var(--switched); }
        .matrix th, .matrix td { padding: .2rem .4rem; text-align: center; } .matrix tbody th { text-align: left; position: sticky; left: 0; background: var(--page); white-space: nowrap; }
        .matrix td { color: #fff; background: var(--unread); } .matrix td.Routed { background: var(--good); } .matrix td.Switched { background: var(--switched); }
        .matrix td.Blocked { background: var(--error); } .matrix td.none { background: none; color: var(--soft); }
        .large th, .large td { padding: 0 .1rem; font-size: .68rem; line-height: max(.78rem, calc(var(--cell) * .5)); min-width: var(--cell); } .large thead th { writing-mode: vertical-rl; vertical-align: middle; padding: .3rem 0; }
        i { font-style: normal; } .large td i { font-size: 0; }
        .fabric text { fill: var(--ink); font: 11px system-ui, "Segoe UI", sans-serif; } .fabric .small { font-size: 9px; fill: var(--soft); }
        .fabric .box { fill: var(--box); stroke: var(--line); } .fabric .bad { stroke: var(--error); stroke-width: 2; } .fabric .wire { stroke: var(--soft); fill: none; }
        .fabric .Good { fill: var(--good); } .fabric .Warning { fill: var(--warning); } .fabric .Error { fill: var(--error); }
        .fabric .Unread { fill: none; stroke: var(--soft); stroke-dasharray: 2 1.5; stroke-width: 1.3; } .fabric .mark { stroke: #fff; stroke-width: 1.6; fill: none; } .fabric .dot { fill: #fff; }
        .fabric a:focus-visible .box { stroke: var(--link); stroke-width: 3; } svg.fabric { width: 100%; height: auto; }
        .plot text { fill: var(--ink); font: 11px system-ui, "Segoe UI", sans-serif; } .plot .bar { fill: var(--switched); } .plot .bar.between { fill: var(--good); }
        .plot line { stroke: var(--soft); } .plot .mean { stroke: var(--ink); stroke-width: 2; } svg.plot { width: 100%; max-width: 52rem; height: auto; }
        .legend { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; padding: 0; margin: .25rem 0; list-style: none; color: var(--soft); font-size: .87rem; }
        .legend svg { vertical-align: -2px; margin-right: .35rem; width: 13px; height: 13px; }
        .before { color: var(--error); } .after { color: var(--good); }
        @media (prefers-color-scheme: dark) { .before { color: #ff9c92; } .after { color: #6fdc9f; } }
        @media print {
          :root { --page: #fff; --ink: #000; --soft: #444; --line: #bbb; --box: #f4f4f4; --link: #000; --good: #1a7f4b; --warning: #8a5a00; --error: #b42318; --unread: #57606a; --switched: #0b5cad; }
          @page { size: A4 landscape; margin: 12mm; }
          body { max-width: none; padding: 0; font-size: 10pt; } * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
          section:not(#fabric) { content-visibility: visible; } nav, .skip { display: none; } .scroll { overflow: visible; } h2, h3 { break-after: avoid; } tr, .tiles li, svg { break-inside: avoid; } thead { display: table-header-group; }
          svg.fabric { max-height: 165mm; }
          #paths:has(.large) { break-before: page; } .matrix tbody th { position: static; } .large th, .large td { font-size: var(--print); line-height: 1.05; min-width: 0; padding: 0; border-width: .5px; }
          .before { color: #8f1c13; } .after { color: #14633a; }
        }
        """;
}
