namespace Artisan.LocalHost;

/// <summary>Says in one sentence why the host cannot start or go on; the program prints it and ends with code 1.</summary>
public sealed class LocalHostException : Exception
{
    public LocalHostException(string sentence) : base(sentence) { }

    public LocalHostException(string sentence, Exception cause) : base(sentence, cause) { }
}
