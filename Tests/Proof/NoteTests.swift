import Cryptography
import Testing

@testable import CRM

/// Signed notes against the example of golang.org/x/mod/sumdb/note, whose format C2SP wrote down.
@Suite struct NoteTests {
  private let verifier = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
  private let seed = "AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
  private let text = """
    If you think cryptography is the answer to your problem,
    then you don't know what your problem is.

    """
  private let signature =
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM="

  @Test func `the published note is read, verified and signed the same`() throws {
    let bytes = Array((text + "\n" + signature + "\n").utf8)
    let note = try SignedNote(bytes)
    let key = try NoteKey(verifier)
    #expect(note.text == text && note.signatures.count == 1)
    #expect(note.isSigned(by: key))
    #expect(note.bytes == bytes)
    #expect(key.description == verifier)
    let secret = try #require(Base64.decode(seed))
    guard let signer = SigningKey(seed: secret.span.extracting(1..<33)) else {
      Issue.record("the published seed makes no key")
      return
    }
    #expect(SignedNote(text, signedBy: signer, name: "PeterNeumann").bytes == bytes)
  }

  @Test func `the published key of the Go checksum database has the hash it is published with`()
    throws
  {
    let key = "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8"
    #expect(try NoteKey(key + "\n").description == key)
  }

  @Test func `a changed text, name, hash or signature does not verify`() throws {
    let key = try NoteKey(verifier)
    let whole = text + "\n" + signature + "\n"
    for (old, new) in [
      ("crypto", "Crypto"), ("PeterNeumann x08", "PeterNeumanN x08"), ("x08go", "x18go"),
      ("/ZJk", "/ZJl"),
    ] {
      let changed = whole.replacing(old, with: new)
      #expect(changed != whole)
      #expect(try !SignedNote(Array(changed.utf8)).isSigned(by: key))
    }
    // A second signature under the same name that is wrong spoils the first.
    let twice = whole + signature.replacing("/ZJk", with: "/ZJl") + "\n"
    #expect(try !SignedNote(Array(twice.utf8)).isSigned(by: key))
    // One by somebody else does no harm.
    let cosigned = whole + "— somebody AAAAAAAA\n"
    #expect(try SignedNote(Array(cosigned.utf8)).isSigned(by: key))
  }

  @Test func `what is no note or no key is refused`() {
    let notes = [
      "", "\n", "text\n", "text\n\n", "text\n\nno dash\n", "text\n\n— name\n", "text\n\n— name !!!!\n",
      "text\n\n— name AAAAAAAA", "text\r\n\n— name AAAAAAAA\n", "text\n\n— na+me AAAAAAAA\n",
      "text\n\n— name AAAA\n", "text\n\n— name AAAAAAAA\n\n",
    ]
    for note in notes {
      #expect(throws: NoteRefusal.notANote, "\(note)") { try SignedNote(Array(note.utf8)) }
    }
    #expect(throws: NoteRefusal.notANote) { try SignedNote([0xFF, 10, 10, 0xE2, 10]) }
    for key in ["", "a+b", verifier + "x", "x" + verifier, verifier + " more", "+c74f20a3+AR"] {
      #expect(throws: NoteRefusal.notAKey, "\(key)") { try NoteKey(key) }
    }
  }

  @Test func `a head is three lines and nothing else`() throws {
    let root = "5dnaeadlm5hM6Kfy1nF9xkVCYEeTQrplTm3pPfB8VRI="
    let head = try TreeHead(text: "rapport/00\n12\n\(root)\n")
    #expect(head.size == 12 && head.text == "rapport/00\n12\n\(root)\n")
    let wrong = [
      "rapport/00\n012\n\(root)\n", "rapport/00\n-1\n\(root)\n", "rapport/00\n12\n\(root)",
      "rapport/00\n12\n\(root)\nmore\n", "\n12\n\(root)\n", "rapport/00\n12\nAAAA\n",
      "rapport/00\n+12\n\(root)\n",
    ]
    for text in wrong {
      #expect(throws: NoteRefusal.notAHead, "\(text)") { try TreeHead(text: text) }
    }
  }
}
