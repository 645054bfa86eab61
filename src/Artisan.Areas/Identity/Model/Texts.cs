namespace Artisan.Areas.Identity.Model;

/// <summary>Patterns for texts that people type.</summary>
internal static class Texts
{
    /// <summary>One line with something in it: no control characters, no line separators, no characters that reverse the direction of reading.</summary>
    public const string Line = @"^(?=.*\S)[^\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]*$";

    /// <summary>A language tag such as <c>en</c> or <c>de-CH</c>.</summary>
    public const string Locale = "^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$";

    /// <summary>What the pattern of <see cref="Line"/> means.</summary>
    public const string LineMessage = "One line of text that is not blank.";
}
