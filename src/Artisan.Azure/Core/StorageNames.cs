namespace Artisan.Azure;

internal static class StorageNames
{
    /// <summary>Queues and containers: 3 to 63 lower-case letters, digits and single dashes, a letter or digit at both ends.</summary>
    public static string Checked(string name, string what)
    {
        ArgumentNullException.ThrowIfNull(name);
        var allowed = name.Length is >= 3 and <= 63 && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-') && name[0] != '-' && name[^1] != '-' && !name.Contains("--", StringComparison.Ordinal);
        return allowed ? name : throw new ArgumentException($"The name of a {what} has 3 to 63 lower-case letters, digits and single dashes: '{name}'.", nameof(name));
    }
}
