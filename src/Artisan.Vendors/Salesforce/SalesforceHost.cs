using System.Net;
using System.Text.RegularExpressions;
using Artisan.Platform.Sources;

namespace Artisan.Vendors.Salesforce;

/// <summary>
/// Which hosts are Salesforce's: names below its own two domains, nothing else. Both the domain that somebody types and the instance that an answer names
/// are checked, so that no credential and no call goes elsewhere.
/// </summary>
internal static partial class SalesforceHost
{
    /// <summary>The address of a domain such as <c>example.my.salesforce.com</c>; refused where it is not Salesforce's.</summary>
    public static Uri Of(string domain, bool allowLoopback)
    {
        var host = domain.Trim().TrimEnd('/');
        if (host.StartsWith("https://", StringComparison.OrdinalIgnoreCase)) host = host["https://".Length..];
        if (Theirs().IsMatch(host)) return new Uri($"https://{host}/");
        if (allowLoopback && IPEndPoint.TryParse(host, out var endpoint) && IPAddress.IsLoopback(endpoint.Address) && endpoint.Port > 0) return new Uri($"http://{endpoint}/");
        throw new SourceException(SourceFailure.WrongCredentials, "This is not a Salesforce domain. It ends in .my.salesforce.com, and is shown in Salesforce under Setup, My Domain.");
    }

    [GeneratedRegex(@"\A(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,6}(?:salesforce|force)\.com\z", RegexOptions.IgnoreCase)]
    private static partial Regex Theirs();
}
