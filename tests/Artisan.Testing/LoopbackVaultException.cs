namespace Artisan.Testing;

/// <summary>A refusal of the loopback vault, with the status and code that Key Vault gives.</summary>
internal sealed class LoopbackVaultException(int status, string code, string message) : Exception(message)
{
    public int Status => status;
    public string Code => code;
}
