namespace Artisan.Areas.Billing.Invoices.Pdf;

/// <summary>A file that is attached to a document.</summary>
internal sealed record PdfAttachment(string Name, string ContentType, string Description, byte[] Bytes);

/// <summary>A document of pages with two embedded fonts.</summary>
internal sealed class PdfDocument
{
    private readonly List<PdfPage> _pages = [];

    public PdfFont Regular { get; } = new(FontFace.Load("DejaVuSans"), "F1");

    public PdfFont Bold { get; } = new(FontFace.Load("DejaVuSans-Bold"), "F2");

    public PdfPage AddPage()
    {
        _pages.Add(new PdfPage());
        return _pages[^1];
    }

    /// <summary>The document as a file: the same one for the same contents.</summary>
    public byte[] Save(string title, DateTimeOffset at, string id, PdfAttachment attachment)
    {
        var file = new PdfFile();
        var parent = file.Reserve();
        var contents = _pages.Select(p => file.Stream(p.Content(), "")).ToList();
        var fonts = $"<< /F1 {Regular.Write(file)} 0 R /F2 {Bold.Write(file)} 0 R >>";
        var pages = contents.Select(content =>
            file.Add($"<< /Type /Page /Parent {parent} 0 R /MediaBox [0 0 {PdfPage.Width} {PdfPage.Height}] /Resources << /Font {fonts} >> /Contents {content} 0 R >>")).ToList();
        file.Set(parent, $"<< /Type /Pages /Kids [{string.Join(' ', pages.Select(p => $"{p} 0 R"))}] /Count {pages.Count} >>");

        var attached = file.Stream(attachment.Bytes, $"/Type /EmbeddedFile /Subtype /{attachment.ContentType.Replace("/", "#2F", StringComparison.Ordinal)} /Params << /Size {attachment.Bytes.Length} /ModDate {PdfFile.Date(at)} >>");
        var spec = file.Add($"<< /Type /Filespec /F ({attachment.Name}) /UF {PdfFile.Text(attachment.Name)} /Desc {PdfFile.Text(attachment.Description)} /AFRelationship /Data /EF << /F {attached} 0 R /UF {attached} 0 R >> >>");
        var root = file.Add(
            $"<< /Type /Catalog /Pages {parent} 0 R /Lang (en) /ViewerPreferences << /DisplayDocTitle true >> /AF [{spec} 0 R] /Names << /EmbeddedFiles << /Names [({attachment.Name}) {spec} 0 R] >> >> >>");
        var info = file.Add($"<< /Title {PdfFile.Text(title)} /Author (Artisan) /CreationDate {PdfFile.Date(at)} /ModDate {PdfFile.Date(at)} >>");
        return file.Save(root, info, id);
    }
}
