using System.ComponentModel.DataAnnotations;

namespace Artisan.Platform.Http;

/// <summary>How the API meets the web; section <c>Api</c>.</summary>
public sealed class ApiOptions
{
    /// <summary>The address under which users reach the SPA, such as <c>https://app.example.com</c>; links in e-mails begin with it. Required.</summary>
    [Required]
    public Uri PublicUrl { get; set; } = null!;

    /// <summary>Origins besides <see cref="PublicUrl"/> whose pages may call the API. Default none.</summary>
    public IReadOnlyList<string> AllowedOrigins { get; set; } = [];

    /// <summary>The largest request in bytes. Default 10 MB, range 1 KB to 100 MB.</summary>
    [Range(1024, 104_857_600)]
    public long MaxRequestBytes { get; set; } = 10 * 1024 * 1024;

    /// <summary>Whether an origin is one of ours.</summary>
    public bool Allows(string origin) =>
        origin.Equals(PublicUrl.GetLeftPart(UriPartial.Authority), StringComparison.OrdinalIgnoreCase) || AllowedOrigins.Contains(origin, StringComparer.OrdinalIgnoreCase);
}
