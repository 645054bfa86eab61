namespace Artisan.Platform.Channels;

/// <summary>A channel did not take a message. Its text is for the workspace's own people: it says what to do, and holds no key.</summary>
/// <param name="message">What is wrong and what to do, in one or two sentences.</param>
/// <param name="forGood">Whether it would be refused again.</param>
/// <param name="retryAfter">How long the service asks to be left alone; null where it does not say.</param>
/// <param name="inner">What caused it.</param>
public sealed class ChannelException(string message, bool forGood, TimeSpan? retryAfter = null, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Whether it would be refused again.</summary>
    public bool ForGood => forGood;

    /// <summary>How long the service asks to be left alone.</summary>
    public TimeSpan? RetryAfter => retryAfter;
}
