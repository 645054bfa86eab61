namespace Artisan.Platform.Ids;

/// <summary>Where new identifiers come from, so that a test can make them predictable.</summary>
public interface IIds
{
    /// <summary>A new identifier <c>{prefix}_{ulid}</c>: unguessable in its 80 random bits, sorted by time of creation, safe in keys, URLs and file names.</summary>
    string New(string prefix);

    /// <summary>A new bare ULID: 26 characters of Crockford's base 32 in lower case.</summary>
    string Ulid();
}
