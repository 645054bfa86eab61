using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Artisan.LocalHost.Outbox;

/// <summary>The outbox as HTML without script: a list, and one mail with its links to follow.</summary>
internal static partial class OutboxPages
{
    private const string Style = """
        :root { color-scheme: light dark; --ink: light-dark(#18181b, #f4f4f5); --soft: light-dark(#71717a, #a1a1aa); --line: light-dark(#e4e4e7, #27272a);
          --paper: light-dark(#fff, #18181b); --ground: light-dark(#fafafa, #09090b); --accent: light-dark(#4f46e5, #a5b4fc); }
        * { box-sizing: border-box; }
        body { margin: 0; background: var(--ground); color: var(--ink); font: 15px/1.55 system-ui, sans-serif; }
        main { max-width: 52rem; margin: 0 auto; padding: 2.5rem 1.25rem 4rem; }
        h1 { font-size: 1.5rem; letter-spacing: -0.02em; margin: 0; overflow-wrap: anywhere; }
        p.lead { color: var(--soft); margin: 0.25rem 0 1.75rem; }
        a { color: var(--accent); text-underline-offset: 3px; overflow-wrap: anywhere; }
        a:focus-visible { outline: 2px solid var(--accent); outline-offset: 3px; border-radius: 4px; }
        .card { background: var(--paper); border: 1px solid var(--line); border-radius: 12px; overflow: hidden; }
        ul { list-style: none; margin: 0; padding: 0; }
        li + li { border-top: 1px solid var(--line); }
        li a { display: grid; gap: 0.1rem 1rem; grid-template-columns: 1fr auto; padding: 0.85rem 1.1rem; color: inherit; text-decoration: none; }
        li a:hover { background: var(--ground); }
        li strong { font-weight: 600; overflow-wrap: anywhere; }
        li span, li time, dt, .empty { color: var(--soft); font-size: 0.875rem; }
        .empty { padding: 3rem 1rem; text-align: center; }
        dl { display: grid; grid-template-columns: auto 1fr; gap: 0.25rem 1rem; margin: 1rem 0 1.5rem; }
        dd { margin: 0; overflow-wrap: anywhere; }
        pre { margin: 0; padding: 1.25rem; white-space: pre-wrap; overflow-wrap: anywhere; font: inherit; }
        iframe { display: block; width: 100%; height: 32rem; border: 0; background: #fff; }
        h2 { font-size: 0.875rem; color: var(--soft); font-weight: 600; margin: 1.75rem 0 0.5rem; }
        """;

    public static string List(IReadOnlyList<SentMail> mails)
    {
        var body = new StringBuilder();
        body.Append("<h1>Outbox</h1><p class=\"lead\">E-mails that were not sent but kept here, newest first. <a href=\"/dev/outbox.json\">As JSON</a></p><div class=\"card\">");
        if (mails.Count == 0) body.Append("<p class=\"empty\">No e-mail yet. Register or invite somebody, and the message appears here.</p>");
        else
        {
            body.Append("<ul>");
            foreach (var mail in mails)
            {
                body.Append(CultureInfo.InvariantCulture, $"<li><a href=\"/dev/outbox/{Uri.EscapeDataString(mail.Id)}\"><strong>{Html(mail.Subject)}</strong>{Time(mail.At)}<span>{Html(mail.To)}</span></a></li>");
            }

            body.Append("</ul>");
        }

        return Page("Outbox", body.Append("</div>").ToString());
    }

    public static string One(SentMail mail)
    {
        var body = new StringBuilder();
        body.Append("<p class=\"lead\"><a href=\"/dev/outbox\">Outbox</a></p>");
        body.Append(CultureInfo.InvariantCulture, $"<h1>{Html(mail.Subject)}</h1><dl><dt>To</dt><dd>{Html(mail.To)}</dd><dt>At</dt><dd>{Time(mail.At)}</dd></dl>");
        if (mail.Html is not null)
            body.Append(CultureInfo.InvariantCulture, $"<h2>Message</h2><div class=\"card\"><iframe title=\"Message\" src=\"/dev/outbox/{Uri.EscapeDataString(mail.Id)}/html\" sandbox=\"allow-popups allow-popups-to-escape-sandbox\"></iframe></div>");
        body.Append(CultureInfo.InvariantCulture, $"<h2>Text</h2><div class=\"card\"><pre>{Linked(mail.Text)}</pre></div>");
        return Page(mail.Subject, body.ToString());
    }

    private static string Page(string title, string body) =>
        $"""
        <!doctype html>
        <html lang="en">
        <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>{Html(title)}</title><style>{Style}</style></head>
        <body><main>{body}</main></body>
        </html>
        """;

    private static string Time(DateTimeOffset at) =>
        string.Create(CultureInfo.InvariantCulture, $"<time datetime=\"{at.ToUniversalTime():yyyy-MM-dd'T'HH:mm:ss'Z'}\">{at.ToUniversalTime():yyyy-MM-dd HH:mm} UTC</time>");

    private static string Linked(string text)
    {
        var linked = new StringBuilder();
        var done = 0;
        foreach (Match match in Link().Matches(text))
        {
            linked.Append(Html(text[done..match.Index])).Append(CultureInfo.InvariantCulture, $"<a href=\"{Html(match.Value)}\">{Html(match.Value)}</a>");
            done = match.Index + match.Length;
        }

        return linked.Append(Html(text[done..])).ToString();
    }

    private static string Html(string text) => WebUtility.HtmlEncode(text);

    [GeneratedRegex("https?://[^\\s<>\"']+[^\\s<>\"'.,;:!?)]")]
    private static partial Regex Link();
}
