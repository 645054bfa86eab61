namespace Artisan.Platform.Mail;

/// <summary>What may stand in the header of a message: one line, no control characters, a length that mail servers take.</summary>
internal static class MailHeader
{
    private const int MostCharacters = 250;

    public static string Line(string text, string field)
    {
        if (string.IsNullOrWhiteSpace(text)) throw new ArgumentException("The field is empty.", field);
        if (text.Any(c => char.IsControl(c) || c is '\u2028' or '\u2029')) throw new ArgumentException("The field holds a line break or another control character.", field);
        return text.Length <= MostCharacters ? text : text[..(MostCharacters - 1)] + "…";
    }

    public static string Address(string text, string field)
    {
        var at = text.LastIndexOf('@');
        var bare = at > 0 && at < text.Length - 1 && text.Length <= 254 && !text.Any(c => char.IsControl(c) || char.IsWhiteSpace(c) || c is ',' or ';' or '<' or '>' or '"' or '(' or ')');
        return bare ? text : throw new ArgumentException("The field is not one bare e-mail address.", field);
    }
}
