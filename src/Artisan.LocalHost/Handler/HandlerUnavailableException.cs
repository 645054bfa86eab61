namespace Artisan.LocalHost.Handler;

/// <summary>The handler has ended for good, so the call fails at once.</summary>
internal sealed class HandlerUnavailableException(string sentence) : Exception(sentence);
