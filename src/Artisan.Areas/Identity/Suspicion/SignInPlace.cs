using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Artisan.Areas.Identity.Storage;

namespace Artisan.Areas.Identity.Suspicion;

/// <summary>
/// Where somebody signs in: a family of browsers in a coarse network, and the country where a trusted proxy names it. Coarse on purpose: a browser's update or another
/// address of the same provider is nothing new.
/// </summary>
/// <param name="Device">A family of browsers and the system under it, such as <c>Firefox on Windows</c>; never a text of the caller's.</param>
/// <param name="Network">An IPv4 /16 or an IPv6 /32.</param>
/// <param name="Country">Two letters; empty where it is not known.</param>
internal sealed record SignInPlace(string Device, string Network, string Country)
{
    private const int MostKept = 20;

    private static readonly (string Mark, string Name)[] Browsers =
        [("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser/", "Samsung Internet"), ("Firefox/", "Firefox"), ("FxiOS/", "Firefox"), ("CriOS/", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari")];

    private static readonly (string Mark, string Name)[] Systems = [("Windows", "Windows"), ("Android", "Android"), ("iPhone", "iOS"), ("iPad", "iOS"), ("Mac OS X", "macOS"), ("CrOS", "ChromeOS"), ("Linux", "Linux")];

    public static SignInPlace Of(string userAgent, IPAddress? address, string country) => new($"{Name(Browsers, userAgent, "A program")} on {Name(Systems, userAgent, "another system")}", NetworkOf(address), country);

    /// <summary>What is kept of it: enough to know it again, and of no use for anything else.</summary>
    public string Mark(string userId) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{userId}|{Device}|{Network}")))[..16];

    /// <summary>Whether an account was signed in to before, and never from here. A browser that is known by its cookie may be anywhere in the countries that are known.</summary>
    public bool IsNewTo(Profile profile, string userId, bool knownBrowser) =>
        (!knownBrowser && profile.Places.Count > 0 && !profile.Places.Contains(Mark(userId))) || (Country.Length > 0 && profile.Countries.Count > 0 && !profile.Countries.Contains(Country));

    /// <summary>The profile with this place among those that are known; the oldest are forgotten.</summary>
    public Profile Into(Profile profile, string userId) => profile with
    {
        Places = With(profile.Places, Mark(userId)),
        Countries = Country.Length == 0 ? profile.Countries : With(profile.Countries, Country),
    };

    private static IReadOnlyList<string> With(IReadOnlyList<string> known, string one) => [.. known.Where(k => k != one).TakeLast(MostKept - 1), one];

    private static string Name((string Mark, string Name)[] names, string userAgent, string other) => names.FirstOrDefault(n => userAgent.Contains(n.Mark, StringComparison.Ordinal)).Name ?? other;

    // A machine is the same one by IPv4 and by IPv6.
    private static string NetworkOf(IPAddress? address)
    {
        if (address is null) return "";
        if (IPAddress.IsLoopback(address)) return "loopback";
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return Convert.ToHexStringLower(plain.GetAddressBytes().AsSpan(0, plain.AddressFamily is AddressFamily.InterNetwork ? 2 : 4));
    }
}
