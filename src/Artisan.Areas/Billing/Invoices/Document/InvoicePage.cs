using Artisan.Areas.Billing.Invoices.Pdf;

namespace Artisan.Areas.Billing.Invoices;

/// <summary>Writes downwards on pages, and goes on on the next one where a page is full.</summary>
internal sealed class InvoicePage
{
    /// <summary>The left edge of the text.</summary>
    public const decimal Left = 56;

    /// <summary>The right edge of the text.</summary>
    public const decimal Right = 539;

    private const decimal Top = 64;
    private const decimal Bottom = 770;
    private const decimal Leading = 1.4m;
    private const string Ink = "0.1";
    private const string Grey = "0.33";
    private const string Rule = "0.8";

    private readonly PdfDocument _document;
    private PdfPage _page;

    public InvoicePage(PdfDocument document) => (_document, _page, Y) = (document, document.AddPage(), Top);

    /// <summary>How far down the page the next line begins.</summary>
    public decimal Y { get; private set; }

    /// <summary>A line at the left edge.</summary>
    public void Line(string text, decimal size = 9, bool bold = false, bool grey = false) => Row([(text, Left, false)], size, bold, grey);

    /// <summary>One line of several texts: each from its position on, or ending there.</summary>
    public void Row(IEnumerable<(string Text, decimal X, bool EndsThere)> texts, decimal size = 9, bool bold = false, bool grey = false)
    {
        var font = bold ? _document.Bold : _document.Regular;
        Room(size * Leading);
        foreach (var (text, x, endsThere) in texts) _page.Text(font, size, text, endsThere ? x - font.Measure(text, size) : x, Y + size, grey ? Grey : Ink);
        Y += size * Leading;
    }

    /// <summary>The lines that a text takes at a width; a word that is longer than a line is cut.</summary>
    public IReadOnlyList<string> Wrap(string text, decimal width, decimal size = 9)
    {
        var (lines, line) = (new List<string>(), "");
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries).SelectMany(w => Pieces(w, width, size)))
        {
            var longer = line.Length == 0 ? word : $"{line} {word}";
            if (_document.Regular.Measure(longer, size) <= width)
            {
                line = longer;
                continue;
            }

            lines.Add(line);
            line = word;
        }

        return line.Length > 0 ? [.. lines, line] : lines;
    }

    /// <summary>A thin line over the whole width.</summary>
    public void Divide()
    {
        Room(8);
        _page.Fill(Left, Y + 3, Right - Left, 0.75m, Rule);
        Y += 8;
    }

    public void Space(decimal points) => Y += points;

    /// <summary>Goes to the next page where this one has less room than that.</summary>
    public void Room(decimal points)
    {
        if (Y + points > Bottom) (_page, Y) = (_document.AddPage(), Top);
    }

    /// <summary>Draws a square of modules that ends at the right edge.</summary>
    public void Squares(IReadOnlyList<System.Collections.BitArray> modules, decimal y, decimal side)
    {
        var module = side / modules.Count;
        for (var row = 0; row < modules.Count; row++)
        {
            for (var column = 0; column < modules[row].Count; column++)
            {
                // A little larger than its place, so that no hair line is seen between two of them.
                if (modules[row][column]) _page.Fill(Right - side + (column * module), y + (row * module), module * 1.02m, module * 1.02m, "0");
            }
        }
    }

    private IEnumerable<string> Pieces(string word, decimal width, decimal size)
    {
        while (_document.Regular.Measure(word, size) > width)
        {
            var most = 1;
            while (_document.Regular.Measure(word[..(most + 1)], size) <= width) most++;
            if (char.IsHighSurrogate(word[most - 1])) most++;
            yield return word[..most];
            word = word[most..];
        }

        yield return word;
    }
}
