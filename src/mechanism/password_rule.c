/* SPDX-License-Identifier: Apache-2.0 */
#include "mechanism/password_rule.h"

#include "base/text.h"

#include <ctype.h>
#include <string.h>

static int classes_of(const char *password)
{
    bool lower = false, upper = false, digit = false, other = false;

    for (; *password; password++) {
        unsigned char byte = (unsigned char)*password;

        lower |= islower(byte) != 0;
        upper |= isupper(byte) != 0;
        digit |= isdigit(byte) != 0;
        other |= !isalnum(byte);
    }
    return lower + upper + digit + other;
}

/* What is left of a common password once its decoration is taken off: "P@ssw0rd2024!" is "password". */
static void undecorate(const char *password, char word[PASSWORD_MOST + 1])
{
    static const char from[] = "@4031$5!", to[] = "aaoeissi";
    size_t first = 0, last = strlen(password), length = 0;

    while (last > 0 && !isalpha((unsigned char)password[last - 1])) last--;
    while (first < last && !isalpha((unsigned char)password[first])) first++;
    for (size_t i = first; i < last && length < PASSWORD_MOST; i++) {
        const char *sign = strchr(from, password[i]);

        word[length++] = sign && *sign ? to[sign - from] : (char)tolower((unsigned char)password[i]);
    }
    word[length] = 0;
}

/* The words of the passwords that lists of leaked ones begin with, as far as they pass the classes. */
static bool is_common_word(const char *word)
{
    static const char *const common[] = {
        "a",        "aa",       "aaa",           "ab",     "abc",        "abcd",   "abcde",
        "abcdef",   "admin",    "administrator", "asd",    "asdf",       "asdfgh", "chaozhou",
        "czzsj",    "changeme", "china",         "dragon", "football",   "hello",  "huawei",
        "iloveyou", "letmein",  "login",         "master", "monkey",     "nihao",  "pass",
        "passwd",   "password", "princess",      "q",      "qaz",        "qazwsx", "qq",
        "qwe",      "qwer",     "qwert",         "qwerty", "qwertyuiop", "root",   "shadow",
        "sunshine", "superman", "sysadmin",      "system", "taobao",     "test",   "trustno",
        "user",     "welcome",  "woaini",        "x",      "z",          "zaq",    "zhitongche",
        "zxc",      "zxcv",     "zxcvbn",        "ztc",    "zzz",
    };

    for (size_t i = 0; i < sizeof common / sizeof *common; i++)
        if (strcmp(common[i], word) == 0) return true;
    return false;
}

/* "1qaz2wsx", "Abcd1234", "12345678Aa": walks over the keyboard and the alphabet. */
static bool has_long_walk(const char *folded)
{
    static const char *const walks[] = { "1qaz2wsx", "qaz2wsx", "qwertyui", "asdfghjk", "zxcvbnm", "1234567",
                                         "7654321",  "abcdefg", "abcd1234", "1q2w3e4r", "qwer1234" };

    for (size_t i = 0; i < sizeof walks / sizeof *walks; i++)
        if (strstr(folded, walks[i])) return true;
    return false;
}

const char *password_weakness(struct arena *arena, const char *password, const char *account)
{
    char word[PASSWORD_MOST + 1];
    const char *folded;

    if (text_length(password) < 8) return "密码至少8个字符，建议15个以上";
    if (strlen(password) > PASSWORD_MOST) return "密码过长";
    if (classes_of(password) < 3) return "密码须含大写字母、小写字母、数字、其他符号中的三类";
    folded = text_fold(arena, password);
    if (account && strlen(account) >= 3 && strstr(folded, account)) return "密码不能包含账号名";
    undecorate(password, word);
    if (is_common_word(word) || has_long_walk(folded)) return "这个密码太常见，容易被猜到，请换一个";
    return NULL;
}
