namespace Artisan.Platform.Connections;

/// <summary>A network in which a connected account can post in public.</summary>
public interface IPostChannel
{
    /// <summary>The connector whose grant it takes.</summary>
    string Provider { get; }

    /// <summary>How many characters a post may have.</summary>
    int LongestPost { get; }

    /// <summary>Posts a text. The network knows no key by which a call could be repeated safely: whoever calls sees to it that he calls once.</summary>
    Task<PublishedPost> PostAsync(VendorGrant grant, string text, CancellationToken ct);
}

/// <summary>A post as it is in the network.</summary>
/// <param name="Id">The network's id of it.</param>
/// <param name="Url">Where people read it.</param>
public sealed record PublishedPost(string Id, Uri Url);
