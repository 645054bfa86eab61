using System.Text.RegularExpressions;
using Artisan.Vendors.Sources;

namespace Artisan.Vendors.Pipedrive;

/// <summary>Which hosts are Pipedrive's: a company's own name below its domain, nothing else, so that no token goes elsewhere.</summary>
internal static partial class PipedriveHost
{
    public static Uri Of(string domain) => Theirs().IsMatch(domain.TrimEnd('/')) ? new Uri($"{domain.TrimEnd('/')}/") : throw SourceJson.Malformed("Pipedrive");

    [GeneratedRegex(@"\Ahttps://[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.pipedrive\.com\z", RegexOptions.IgnoreCase)]
    private static partial Regex Theirs();
}
