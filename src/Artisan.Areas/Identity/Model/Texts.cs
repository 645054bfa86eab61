namespace Artisan.Areas.Identity.Model;

/// <summary>Patterns for texts that people type.</summary>
internal static class Texts
{
    /// <summary>A language tag such as <c>en</c> or <c>de-CH</c>.</summary>
    public const string Locale = "^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$";
}
