using System.Text;
using System.Text.Encodings.Web;

namespace Artisan.Platform.Mail;

/// <summary>The one link of an e-mail.</summary>
public sealed record MailLink(string Label, Uri Address);

/// <summary>
/// What an e-mail says, in plain words: the text and the HTML body are made from the same content, everything encoded,
/// so that no name or comment of a user becomes markup.
/// </summary>
/// <param name="Heading">One line.</param>
/// <param name="Paragraphs">Plain text each.</param>
/// <param name="Link">At most one: what the reader is to do.</param>
/// <param name="Footer">Why one gets this message, a postal address.</param>
public sealed record MailContent(string Heading, IReadOnlyList<string> Paragraphs, MailLink? Link = null, string Footer = "You get this message from Artisan because of your account.")
{
    private const string Style = "margin:0 auto;max-width:34rem;padding:1.5rem;font:1rem/1.5 system-ui,sans-serif;color:#1c1917;background:#ffffff";
    private const string Button = "display:inline-block;padding:.75rem 1.25rem;border-radius:.375rem;background:#1d4ed8;color:#ffffff;text-decoration:none;font-weight:600";

    /// <summary>The body for readers without HTML.</summary>
    public string ToText()
    {
        var text = new StringBuilder().Append(Heading).Append("\n\n");
        foreach (var paragraph in Paragraphs) text.Append(paragraph).Append("\n\n");
        if (Link is not null) text.Append(Link.Label).Append(":\n").Append(Address(Link)).Append("\n\n");
        return text.Append("-- \n").Append(Footer).Append('\n').ToString();
    }

    /// <summary>The body as an HTML document that reads well with a screen reader, in the dark and without images.</summary>
    public string ToHtml()
    {
        var html = new StringBuilder()
            .Append("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><meta name=\"color-scheme\" content=\"light dark\"><title>")
            .Append(Encoded(Heading)).Append("</title></head><body><main style=\"").Append(Style).Append("\"><h1 style=\"font-size:1.375rem;line-height:1.3\">").Append(Encoded(Heading)).Append("</h1>");
        foreach (var paragraph in Paragraphs) html.Append("<p>").Append(Encoded(paragraph).Replace("&#xA;", "<br>", StringComparison.Ordinal)).Append("</p>");
        if (Link is not null)
        {
            var address = Encoded(Address(Link));
            html.Append("<p><a href=\"").Append(address).Append("\" style=\"").Append(Button).Append("\">").Append(Encoded(Link.Label)).Append("</a></p>")
                .Append("<p style=\"font-size:.875rem\">If the button does not work, open this address: ").Append(address).Append("</p>");
        }

        return html.Append("</main><footer style=\"").Append(Style).Append(";font-size:.8125rem;color:#57534e\"><p>").Append(Encoded(Footer)).Append("</p></footer></body></html>").ToString();
    }

    private static string Address(MailLink link) => link.Address is { IsAbsoluteUri: true, Scheme: "https" or "http" }
        ? link.Address.AbsoluteUri
        : throw new ArgumentException("The link of an e-mail is a whole http address.", nameof(link));

    private static string Encoded(string text) => HtmlEncoder.Default.Encode(text);
}
