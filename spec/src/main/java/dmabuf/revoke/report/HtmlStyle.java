// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.report;

/** The style of the page: colours for light and dark, and tables that scroll by themselves and whose first column stays. */
public final class HtmlStyle {
    public static final String TEXT =
            """
            :root { color-scheme: light dark; --page: #fff; --text: #222; --line: #ccc; --head: #f3f3f3; --holds: #e3f4e3;
              --refuted: #fbe6d8; --none: #eee; --bad: #f7b6b0; --soft: #5f5f5f; --link: #0b57d0 }
            @media (prefers-color-scheme: dark) { :root { --page: #16181b; --text: #e4e4e4; --line: #43474d; --head: #24272c;
              --holds: #1c3a22; --refuted: #53331c; --none: #2a2d31; --bad: #7a211b; --soft: #a5a9ae; --link: #8ab4f8 } }
            body { font: 15px/1.5 system-ui, sans-serif; margin: 2em auto; max-width: 76em; padding: 0 1em;
              color: var(--text); background: var(--page); overflow-wrap: break-word }
            a { color: var(--link) } h1 { font-size: 1.6em; margin-bottom: .2em; line-height: 1.25 }
            h2 { font-size: 1.2em; margin-top: 2em } h3 { font-size: 1em; margin-bottom: .3em }
            .wide { overflow-x: auto; max-width: 100%; margin: .8em 0 }
            table { border-collapse: separate; border-spacing: 0; border-top: 1px solid var(--line); border-left: 1px solid var(--line) }
            td, th { padding: .25em .6em; border-right: 1px solid var(--line); border-bottom: 1px solid var(--line); text-align: left }
            th { background: var(--head); font-weight: 600 } td.m { text-align: center; padding: .25em .35em }
            tr > :first-child { position: sticky; left: 0; z-index: 1; background: var(--head); min-width: 7em; max-width: 26em }
            tr.bad > :first-child { background: var(--bad) } .holds { background: var(--holds) }
            .refuted { background: var(--refuted) } .none { background: var(--none); color: var(--soft) }
            .bad { background: var(--bad); font-weight: 600 } .lacking { background: var(--none) } .total { font-size: 1.15em; padding: .5em .8em }
            .made { color: var(--soft); font-size: .9em } code { font-family: ui-monospace, monospace; font-size: .92em }
            details { margin: .4em 0 } th[title] { cursor: help }
            @media (max-width: 40em) { body { margin-top: 1em; padding: 0 .6em } tr > :first-child { max-width: 9em }
              td, th { padding: .2em .4em; font-size: .9em } .matrix small { display: none } }
            """;

    private HtmlStyle() {}
}
