namespace Artisan.Platform.Http;

/// <summary>One page of a list.</summary>
/// <param name="Items">At most <c>limit</c> items.</param>
/// <param name="Next">The cursor of the next page; null on the last one.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next);
