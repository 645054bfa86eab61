namespace Artisan.Platform.Http;

/// <summary>What a name may be: it is shown in lists, in headings and in mails to people who do not know who chose it.</summary>
public static class OneLine
{
    /// <summary>
    /// One line with something in it: no control characters, no line separators, no characters that reverse the direction of reading, and no web address,
    /// which a mail program would make a link of.
    /// </summary>
    public const string Pattern = @"^(?=.*\S)(?!.*(://|[wW]{3}\.))[^\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]*$";

    /// <summary>What the pattern means.</summary>
    public const string Message = "One line of text that is not blank and has no web address.";
}
